-- with the rows of 0014
UPDATE customers SET notes = '国光'
