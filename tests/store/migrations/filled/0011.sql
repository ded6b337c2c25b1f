-- with the rows of 0010
INSERT INTO dated_figures (id, version, figure, voltage, first_on, last_on, amount, source, notes) VALUES ('00000000-0000-4000-8000-000000000018', 1, 'carbon', NULL, '2026-01-01', '2026-12-31', 4740, '公告文號', '')
