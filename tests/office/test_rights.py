"""What each role may is kept by the database: whoever logs in with the server's own client comes no further than the program."""

from __future__ import annotations

from dataclasses import dataclass, replace

import psycopg
import pytest

from tests.builders import TODAY, SmallOffice, customer
from tests.office.conftest import Place
from tests.office.serving.attacks import BY_ROLE
from tests.office.serving.databases import OFFICE, OWNER, PASSWORD
from tests.store.acts import Asking, Doing, accounts, add_customers
from visitplanner.domain.core.errors import Refused
from visitplanner.domain.customers.customers import CONTACTS, CUSTOMERS, Contact
from visitplanner.domain.intelligence.cards import Industry, IntelligenceCard
from visitplanner.domain.records.kinds import kind_named
from visitplanner.domain.staff.staff import ASSIGNMENTS, Assignment, Role
from visitplanner.domain.visits.visits import VISITS
from visitplanner.store.served.accounts import end_account, give_account, office_people
from visitplanner.store.served.joining import look_over

pytestmark = pytest.mark.xdist_group("server")


MISTYPED = ("42601", "42703", "42P01", "42P18")
"""What the server says of a statement that would never run: such an attack proves nothing."""


@dataclass
class Scene:
    """chen has `small.large`; `other` is a customer of nobody's, with a contact and a visit."""

    small: SmallOffice
    words: dict[str, str]


@pytest.fixture
def scene(place: Place, small: SmallOffice) -> Scene:
    other = customer("05123456777", small.company, 900)
    booked = replace(small.visit(), subject_id=other.id, leader_id=small.manager.id)
    boss = place.enter("boss")

    def keep(work):
        work.shelf(CUSTOMERS).add(other)
        work.shelf(CONTACTS).add(Contact(customer_id=other.id, name="何廠長", phone="0912345678"))
        work.shelf(CONTACTS).add(Contact(customer_id=small.large.id, name="李廠長", phone="0922345678"))
        for subject in (other.id, small.large.id):
            card = IntelligenceCard(subject_id=subject, industry=next(iter(Industry)), expansion="二期廠房", collected_on=TODAY)
            work.shelf(kind_named("intelligence")).add(card)
        work.shelf(VISITS).add(booked)
        work.shelf(VISITS).add(small.visit())

    boss.do(Doing(keep))
    words = {"other": str(other.id), "own": str(small.large.id), "visit": str(booked.id), "owner": OWNER, "group": OFFICE}
    return Scene(small, words)


def held_off(line: psycopg.Connection, statement: str) -> bool:  # pyright: ignore[reportMissingTypeArgument]
    """Whether the server refused a statement, or it touched and showed nothing."""
    with line.transaction(force_rollback=True):
        try:
            if statement.startswith("COPY ("):
                with line.cursor().copy(statement) as copy:
                    return not list(copy)
            done = line.execute(statement)
            while done.nextset():
                pass
            return done.rowcount < 1
        except psycopg.Error as fault:
            assert fault.sqlstate not in MISTYPED, fault
            return True


@pytest.mark.parametrize("login", BY_ROLE)
def test_no_attack_comes_through(login: str, place: Place, scene: Scene) -> None:
    line = place.line(login)
    line.execute(
        "CREATE FUNCTION pg_temp.leak(x TEXT) RETURNS TEXT COST 0.0000001 LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE NOTICE '%', x; RETURN x; END $$"
    )
    before = place.line().execute("SELECT office_audit_head()").fetchone()
    through = [name for name, attack in BY_ROLE[login].items() if not held_off(line, attack.format(**scene.words))]
    assert through == []
    assert len(BY_ROLE[login]) >= 25
    assert place.line().execute("SELECT office_audit_head()").fetchone() == before


def test_an_attack_that_comes_through_is_seen(place: Place, scene: Scene) -> None:
    chen = place.line("chen")
    assert not held_off(chen, f"SELECT phone FROM contacts WHERE customer_id = '{scene.words['own']}'")
    assert not held_off(chen, f"SELECT expansion FROM intelligence WHERE subject_id = '{scene.words['own']}'")
    assert not held_off(chen, f"UPDATE customers SET notes = 'x' WHERE id = '{scene.words['own']}'")
    assert not held_off(place.line("boss"), "UPDATE people SET name = 'x'")
    assert not held_off(place.line("intern"), "SELECT name FROM customers")


def test_each_role_does_its_own_work_with_the_program(place: Place, scene: Scene) -> None:
    chen, intern = place.enter("chen"), place.enter("intern")
    own = next(each for each in chen.ask(Asking(lambda work: work.shelf(CUSTOMERS).find())) if each.id == scene.small.large.id)
    assert chen.do(Doing(lambda work: work.shelf(CUSTOMERS).change(replace(own, notes="已聯繫")))).undo
    assert len(chen.ask(Asking(lambda work: work.shelf(VISITS).find()))) == 2, "the whole calendar"
    assert [each.name for each in chen.ask(Asking(lambda work: work.shelf(CONTACTS).find()))] == ["李廠長"]
    assert len(intern.ask(Asking(lambda work: work.shelf(CUSTOMERS).find()))) == 4
    assert intern.ask(Asking(lambda work: work.shelf(CONTACTS).find())) == []


def test_who_is_refused_is_told_so_in_a_sentence(place: Place, scene: Scene) -> None:
    lin, intern = place.enter("lin"), place.enter("intern")
    large = next(each for each in lin.ask(Asking(lambda work: work.shelf(CUSTOMERS).find())) if each.id == scene.small.large.id)
    with pytest.raises(Refused, match="Not yours to change"):
        lin.do(Doing(lambda work: work.shelf(CUSTOMERS).change(replace(large, notes="x"))))
    with pytest.raises(Refused, match="may not do this"):
        lin.do(Doing(lambda work: work.shelf(CUSTOMERS).add(customer("05123456766", scene.small.company, 900))))
    with pytest.raises(Refused, match="may not do this"):
        intern.do(Doing(lambda work: work.shelf(CUSTOMERS).change(replace(large, notes="x"))))


def test_whoever_stands_in_writes_that_day_and_no_other(place: Place, scene: Scene) -> None:
    boss, lin = place.enter("boss"), place.enter("lin")
    today = place.line().execute("SELECT (now() AT TIME ZONE 'Asia/Taipei')::date").fetchone()
    assert today is not None
    standing_in = Assignment(
        subject_id=scene.small.large.id,
        person_id=scene.small.business.id,
        role=Role.SPECIALIST,
        begins_on=today[0],
        ends_on=today[0],
    )
    boss.do(Doing(lambda work: work.shelf(ASSIGNMENTS).add(standing_in)))
    statement = f"UPDATE customers SET notes = 'x' WHERE id = '{scene.words['own']}'"
    assert not held_off(place.line("lin"), statement)
    over = replace(standing_in, version=1, begins_on=today[0].replace(year=2020), ends_on=today[0].replace(year=2021, day=1))
    boss.do(Doing(lambda work: work.shelf(ASSIGNMENTS).change(over)))
    assert held_off(place.line("lin"), statement)
    assert lin.check() == []


def test_an_audit_that_was_altered_reordered_or_cut_is_found(place: Place, scene: Scene, tmp_path) -> None:
    chen = place.url("chen")
    assert look_over(tmp_path, chen) == []
    admin = psycopg.connect(place.databases.server.url(place.name), autocommit=True)
    for statement, sentence in (
        ("UPDATE office_audit SET who = 'lin' WHERE seq = 3", "altered"),
        ("UPDATE office_audit SET seq = seq + 100 WHERE seq = 4", "altered"),
        ("DELETE FROM office_audit WHERE seq = 5", "altered"),
        ("DELETE FROM office_audit WHERE seq > 6", "shorter than it was"),
    ):
        admin.execute("CREATE TABLE kept AS SELECT * FROM office_audit")
        admin.execute("ALTER TABLE office_audit DISABLE TRIGGER keep")
        admin.execute(statement)
        assert [sentence in str(each.what) for each in look_over(tmp_path, chen)][-1:] == [True], statement
        admin.execute("TRUNCATE office_audit")
        admin.execute("INSERT INTO office_audit SELECT * FROM kept")
        admin.execute("DROP TABLE kept")
        admin.execute("ALTER TABLE office_audit ENABLE TRIGGER keep")
        assert look_over(tmp_path, chen) == []
    admin.close()


def test_everybody_changes_his_own_password_and_nobody_anothers(place: Place, small: SmallOffice) -> None:
    chen = place.enter("chen")
    with pytest.raises(Refused, match="passphrase is wrong"):
        chen.change_passphrase("guessed", "另一組新的密碼")
    with pytest.raises(Refused, match="passphrase is needed"):
        chen.change_passphrase(PASSWORD, "")
    chen.change_passphrase(PASSWORD, "另一組新的密碼")
    try:
        assert len(chen.ask(accounts())) == 3
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            place.line("chen")
        assert held_off(place.line("boss"), "ALTER ROLE chen PASSWORD 'stolen'")
    finally:
        chen.change_passphrase("另一組新的密碼", PASSWORD)
    place.line("chen")


def test_an_account_that_ends_is_out_at_once(place: Place, small: SmallOffice) -> None:
    admin = place.url("root_of_office")
    give_account(admin, "guest", "viewer", "", PASSWORD)
    guest = place.enter("guest")
    assert len(guest.ask(accounts())) == 3
    give_account(admin, "guest", "manager", "", "")
    assert [each.role for each in office_people(admin) if each.login == "guest"] == ["manager"]
    assert guest.do(add_customers(1, first=70)).undo
    end_account(admin, "guest")
    with pytest.raises(Refused):
        guest.ask(accounts())
    with pytest.raises(Refused, match="may not do this"):
        end_account(admin, "root_of_office")
    with pytest.raises(Refused, match="may not do this"):
        give_account(place.url("boss"), "guest", "viewer", "", PASSWORD)
