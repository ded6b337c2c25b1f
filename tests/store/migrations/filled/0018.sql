-- with the rows of 0013
INSERT INTO audit_head (id, number, link) VALUES (1, 1, '')
