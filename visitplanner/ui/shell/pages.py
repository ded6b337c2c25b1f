"""Which pages the window has, and which panels features offer to each other's pages. The only list of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from visitplanner.domain.core.messages import said
from visitplanner.ui.customers.page import CustomersPage, group_finder
from visitplanner.ui.customers.page import finder as customer_finder
from visitplanner.ui.follow_ups.page import CasesPanel, FollowUpsPage
from visitplanner.ui.home.page import HomePage
from visitplanner.ui.opportunities.page import OpportunitiesPage
from visitplanner.ui.opportunities.watch import OpportunityWatch
from visitplanner.ui.pages.desk import Desk, PageEntry, PanelEntry, Watch
from visitplanner.ui.pages.palette import Finder
from visitplanner.ui.planning.page import PlanningPage
from visitplanner.ui.readings.panel import ReadingsPanel
from visitplanner.ui.registers.page import RegistersPage
from visitplanner.ui.registers.page import finder as record_finder
from visitplanner.ui.safety.backup_watch import BackupWatch
from visitplanner.ui.settings.page import SettingsPage
from visitplanner.ui.tariffs.page import TariffsPage

PAGES: tuple[PageEntry, ...] = (
    PageEntry("home", said("Home"), "house", HomePage),
    PageEntry("customers", said("Customers"), "users", CustomersPage),
    PageEntry("planning", said("Plan"), "calendar-days", PlanningPage),
    PageEntry("follow_ups", said("Follow-ups"), "list-checks", FollowUpsPage),
    PageEntry("tariffs", said("Tariffs"), "zap", TariffsPage),
    PageEntry("opportunities", said("Prospects"), "target", OpportunitiesPage),
    PageEntry("registers", said("Registers"), "database", RegistersPage),
    PageEntry("settings", said("Settings"), "settings", SettingsPage),
)
PANELS: tuple[PanelEntry, ...] = (
    PanelEntry("customer", said("Monthly readings"), ReadingsPanel),
    PanelEntry("customer", said("Cases"), CasesPanel),
)
FINDERS: tuple[Callable[[Desk], Finder], ...] = (group_finder, customer_finder, record_finder)
"""Make, for a desk, what Ctrl+K asks for records."""
WATCHES: tuple[Callable[[Desk, QObject], Watch], ...] = (OpportunityWatch, BackupWatch)
"""Made with the window and gone with it: what is computed in the background, before a page asks for it."""
