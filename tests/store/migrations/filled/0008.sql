INSERT INTO subjects VALUES ('00000000-0000-4000-8000-000000000001'), ('00000000-0000-4000-8000-000000000002'), ('00000000-0000-4000-8000-000000000003');
INSERT INTO groups (id, version, name) VALUES ('00000000-0000-4000-8000-000000000001', 1, '聯華集團');
INSERT INTO parks (id, version, name, township) VALUES ('00000000-0000-4000-8000-000000000002', 1, '新營工業區', '新營區');
INSERT INTO companies (id, version, name, tax_id, group_id, sought) VALUES ('00000000-0000-4000-8000-000000000004', 1, '聯華鋼鐵', '12345678', '00000000-0000-4000-8000-000000000001', '聯華鋼鐵
12345678'), ('00000000-0000-4000-8000-000000000005', 1, '單獨公司', '', NULL, '單獨公司
');
INSERT INTO customers (id, version, account, name, company_id, voltage, option, regular_kw, half_peak_kw, saturday_kw, off_peak_kw, supply_kv, sector, address, township, park_id, last_visit_on, visit_anyway, notes, sought) VALUES ('00000000-0000-4000-8000-000000000003', 2, '05000000001', '聯華鋼鐵第1廠', '00000000-0000-4000-8000-000000000004', 'HV', 'two_stage', 1250, 0, 0, 0, '11.4', '241', '', '新營區', '00000000-0000-4000-8000-000000000002', '2025-06-01', '', '', '05000000001
05-00-0000-00-1
聯華鋼鐵第1廠
新營區

241');
INSERT INTO contract_changes (id, version, customer_id, effective_on, "before", "after") VALUES ('00000000-0000-4000-8000-000000000006', 1, '00000000-0000-4000-8000-000000000003', '2026-01-01', '{"half_peak_kw":0,"off_peak_kw":0,"regular_kw":900,"saturday_kw":0}', '{"half_peak_kw":0,"off_peak_kw":0,"regular_kw":1250,"saturday_kw":0}');
INSERT INTO contacts (id, version, customer_id, name, phone, email, sought) VALUES ('00000000-0000-4000-8000-000000000007', 1, '00000000-0000-4000-8000-000000000003', '陳廠長', '06-6321234', '', '陳廠長
06-6321234
066321234
');
INSERT INTO loads (id, version, customer_id, first_on, last_on, wh, varh_lagging, source_name, findings) VALUES ('00000000-0000-4000-8000-000000000008', 1, '00000000-0000-4000-8000-000000000003', '2026-01-01', '2026-01-01', x'0100000000000000', x'', '負載.csv', '{"gaps":0}');
INSERT INTO people (id, version, name, rank, skills, department, townships, absences, visits_a_day, invented, leaves_on) VALUES ('00000000-0000-4000-8000-000000000009', 1, '王小明', 3, '["business"]', '業務課', '["新營區"]', '[{"first":"2026-07-01","last":"2026-07-05"}]', 2, 1, '2026-12-31');
INSERT INTO assignments (id, version, subject_id, person_id, role, begins_on, ends_on, proposed) VALUES ('00000000-0000-4000-8000-00000000000a', 1, '00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000009', 'specialist', '2026-01-01', NULL, 0);
INSERT INTO visits (id, version, subject_kind, subject_id, year, ordinal, day, slot, leader_id, member_ids, state, reasons, held_on, outcome, site_id, topics, satisfaction, notes, override, intelligence, pinned, editions) VALUES ('00000000-0000-4000-8000-00000000000b', 3, 'large', '00000000-0000-4000-8000-000000000003', 2026, 1, '2026-05-06', 'am', '00000000-0000-4000-8000-000000000009', '["00000000-0000-4000-8000-000000000009"]', 'done', '[]', '2026-05-06', 'done', NULL, '["tariff"]', 5, '', '', '{}', 0, '[{"amended_on":"2026-05-07","held_on":"2026-05-05","intelligence":{},"leader_id":"00000000-0000-4000-8000-000000000009","member_ids":[],"notes":"","number":1,"outcome":"done","override":"","satisfaction":null,"site_id":null,"topics":[]}]');
INSERT INTO follow_ups (id, version, subject_id, visit_id, text, window, owner_id, raised_on, due_on, state, closed_on, waiting_since, paused) VALUES ('00000000-0000-4000-8000-00000000000c', 1, '00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-00000000000b', '電費單地址有誤', 'billing', NULL, '2026-05-06', '2026-05-20', 'new', NULL, NULL, 2);
INSERT INTO follow_up_entries (id, version, follow_up_id, at, state, note, "by", changes) VALUES ('00000000-0000-4000-8000-00000000000d', 1, '00000000-0000-4000-8000-00000000000c', '2026-05-06T01:02:03.000000+00:00', 'new', '', '王小明', '[{"after":"2026-05-20","before":"2026-05-15","what":"due"}]');
INSERT INTO settings (id, version, "key", value) VALUES ('00000000-0000-4000-8000-00000000000e', 1, 'office', '{"name":"新營區處"}');
INSERT INTO change_sets (number, id, at, label, who, detail, reverts, reverted_by) VALUES (1, '00000000-0000-4000-8000-00000000000f', '2026-05-06T01:02:03.000000+00:00', 'ImportStaff', 'wang', '{}', '[]', NULL);
INSERT INTO change_entries (number, change_set_id, kind, record_id, "before", "after") VALUES (1, '00000000-0000-4000-8000-00000000000f', 'people', '00000000-0000-4000-8000-000000000009', NULL, '{"name":"王小明"}');
INSERT INTO wishes (id, version, subject_id, closed_months, preferred_weekdays, not_before, not_after, notes, slot, hours) VALUES ('00000000-0000-4000-8000-000000000011', 1, '00000000-0000-4000-8000-000000000003', '[2,8]', '[1,2]', '2026-03-01', NULL, '歲修', 'am', '09:30-11:30');
INSERT INTO office_calendars (id, version, year, source, working, remarks) VALUES ('00000000-0000-4000-8000-000000000012', 1, 2027, '116年辦公日曆表', '["2027-01-04"]', '{"2027-01-01":"元旦"}');
INSERT INTO closures (id, version, day, reason) VALUES ('00000000-0000-4000-8000-000000000013', 1, '2026-04-01', '颱風');
INSERT INTO approvals (id, version, year, proposed_on, visits, signatures, published_on) VALUES ('00000000-0000-4000-8000-000000000014', 2, 2026, '2026-01-05', '[{"day":"2026-05-06","leader_id":"00000000-0000-4000-8000-000000000009","subject_id":"00000000-0000-4000-8000-000000000003","visit_id":"00000000-0000-4000-8000-00000000000b"}]', '[{"name":"陳辦","on":"2026-01-06","signer":"officer"}]', NULL);
INSERT INTO savings (id, version, customer_id, ntd) VALUES ('00000000-0000-4000-8000-000000000015', 1, '00000000-0000-4000-8000-000000000003', '1200.50');
INSERT INTO tariff_drafts (id, version, title, ordinal, based_on, first, dated, source, rises, edits) VALUES ('00000000-0000-4000-8000-000000000016', 1, '甲案', 1, '2026-01-05', '2027-01-01', '2026-01-05', '審議會', '{"general":{"contracts":"2","energy":"5.5"}}', '[{"customer_class":"general","key":{"option":"two_stage","part":"energy","place":0,"season":0,"voltage":"HV"},"price":"7.5"}]');
INSERT INTO form_drafts (id, version, form, about_id, content) VALUES ('00000000-0000-4000-8000-000000000017', 3, 'visit_record', '00000000-0000-4000-8000-00000000000b', '{"notes":"寫到一半"}');
INSERT INTO monthly_readings (id, version, customer_id, month, kwh, max_kw, kwh_total, highest_kw, power_factor_percent, billed_ntd, notes) VALUES ('00000000-0000-4000-8000-000000000018', 1, '00000000-0000-4000-8000-000000000003', '2026-01-01', '{"off_peak":"1200.5"}', '{"off_peak":"20"}', NULL, NULL, '98', '34567', '轉供')
