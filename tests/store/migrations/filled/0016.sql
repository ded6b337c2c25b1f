-- with the rows of 0013
UPDATE customers SET notes = '国光'
