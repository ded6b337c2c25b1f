-- with the rows of 0013
INSERT INTO request_kinds (id, version, name, notes, source) VALUES ('00000000-0000-4000-8000-00000000001a', 1, '增設', '申請書', '示例');
INSERT INTO case_reviews (id, version, held_on, first_on, last_on, attendee_ids, note, reason, changed_on) VALUES ('00000000-0000-4000-8000-00000000001b', 1, '2026-07-01', '2026-01-01', '2026-06-30', '["00000000-0000-4000-8000-000000000009"]', '檢討', '', NULL);
