-- with the rows of 0012
UPDATE customers SET notes = '国光'