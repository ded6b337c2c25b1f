-- with the rows of 0006
UPDATE customers SET only_regular_known = 1
