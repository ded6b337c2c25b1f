-- with the rows of 0015
UPDATE customers SET notes = '国光';
