"""Schema 2: stage sets, decisions on findings, snapshots, versions of personas, answers, observations, functions.

Statements are kept as they were when this schema was made; the classes of the program go on.
"""

from alembic import op

from b2bdesk.workspace.migrations.steps import fill_vocabularies, rebuild

revision = "0002"
down_revision = "0001"

NEW = (
    """
CREATE TABLE stage_set (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    product TEXT NOT NULL,
    code TEXT NOT NULL,
    archived INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    notes TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (code),
    CONSTRAINT archived_range CHECK (archived IN (0, 1))
) STRICT
""",
    """
CREATE TABLE persona_version (
    id INTEGER NOT NULL,
    persona_id INTEGER NOT NULL,
    taken_on TEXT NOT NULL,
    name TEXT NOT NULL,
    why TEXT NOT NULL,
    data TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(persona_id) REFERENCES persona (id) ON DELETE CASCADE
) STRICT
""",
    """
CREATE INDEX ix_persona_version_persona_id ON persona_version (persona_id)
""",
    """
CREATE TABLE evidence_answer (
    id INTEGER NOT NULL,
    evidence_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    item TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (evidence_id, question),
    FOREIGN KEY(evidence_id) REFERENCES evidence (id) ON DELETE CASCADE
) STRICT
""",
    """
CREATE INDEX ix_evidence_answer_evidence_id ON evidence_answer (evidence_id)
""",
    """
CREATE TABLE intended_share (
    id INTEGER NOT NULL,
    dimension TEXT NOT NULL,
    category TEXT NOT NULL,
    share REAL NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (dimension, category),
    CONSTRAINT share_range CHECK (share >= 0 AND share <= 1)
) STRICT
""",
    """
CREATE TABLE observed_snapshot (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    date_from TEXT NOT NULL,
    date_to TEXT NOT NULL,
    source TEXT NOT NULL,
    code TEXT NOT NULL,
    archived INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    notes TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (code),
    CONSTRAINT archived_range CHECK (archived IN (0, 1))
) STRICT
""",
    """
CREATE TABLE observed_count (
    id INTEGER NOT NULL,
    snapshot_id INTEGER NOT NULL,
    measure TEXT NOT NULL,
    dimension TEXT NOT NULL,
    category TEXT NOT NULL,
    channel_id INTEGER,
    content_id INTEGER,
    count INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(snapshot_id) REFERENCES observed_snapshot (id) ON DELETE CASCADE,
    FOREIGN KEY(channel_id) REFERENCES channel (id) ON DELETE RESTRICT,
    FOREIGN KEY(content_id) REFERENCES content_piece (id) ON DELETE RESTRICT,
    CONSTRAINT count_range CHECK (count >= 0)
) STRICT
""",
    """
CREATE INDEX ix_observed_count_snapshot_id ON observed_count (snapshot_id)
""",
    """
CREATE INDEX ix_observed_count_content_id ON observed_count (content_id)
""",
    """
CREATE UNIQUE INDEX observed_once ON observed_count (snapshot_id, measure, dimension, category,
    coalesce(channel_id, 0), coalesce(content_id, 0))
""",
    """
CREATE INDEX ix_observed_count_channel_id ON observed_count (channel_id)
""",
    """
CREATE TABLE finding_note (
    id INTEGER NOT NULL,
    rule TEXT NOT NULL,
    subject TEXT NOT NULL,
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    until TEXT,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (rule, subject)
) STRICT
""",
    """
CREATE TABLE snapshot (
    id INTEGER NOT NULL,
    taken_on TEXT NOT NULL,
    label TEXT NOT NULL,
    data TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT
""",
    """
CREATE TABLE company_function (
    id INTEGER NOT NULL,
    function TEXT NOT NULL,
    owner_id INTEGER,
    party TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (function),
    FOREIGN KEY(owner_id) REFERENCES resource (id) ON DELETE RESTRICT
) STRICT
""",
    """
CREATE INDEX ix_company_function_owner_id ON company_function (owner_id)
""",
    """
CREATE TABLE alignment (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    party TEXT NOT NULL,
    agreed_on TEXT NOT NULL,
    agreed TEXT NOT NULL,
    open_points TEXT NOT NULL,
    code TEXT NOT NULL,
    archived INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    notes TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (code),
    CONSTRAINT archived_range CHECK (archived IN (0, 1))
) STRICT
""",
)
"""Tables that came, with their indexes."""

REBUILT = {
    "stage_state": (
        """
CREATE TABLE stage_state (
    id INTEGER NOT NULL,
    stage_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (stage_id, state),
    FOREIGN KEY(stage_id) REFERENCES stage (id) ON DELETE CASCADE
) STRICT
""",
        """
CREATE INDEX ix_stage_state_stage_id ON stage_state (stage_id)
""",
    ),
    "chain_member": (
        """
CREATE TABLE chain_member (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    chain_id INTEGER NOT NULL,
    persona_id INTEGER,
    title TEXT DEFAULT '' NOT NULL,
    role TEXT NOT NULL,
    influence INTEGER NOT NULL,
    authority TEXT NOT NULL,
    stance INTEGER NOT NULL,
    access TEXT NOT NULL,
    concern TEXT NOT NULL,
    veto TEXT DEFAULT '' NOT NULL,
    x REAL,
    y REAL,
    code TEXT NOT NULL,
    archived INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    notes TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (chain_id, persona_id, role),
    UNIQUE (uid),
    FOREIGN KEY(chain_id) REFERENCES decision_chain (id) ON DELETE CASCADE,
    FOREIGN KEY(persona_id) REFERENCES persona (id) ON DELETE RESTRICT,
    UNIQUE (code),
    CONSTRAINT influence_range CHECK (influence >= 1 AND influence <= 5),
    CONSTRAINT stance_range CHECK (stance >= -2 AND stance <= 2),
    CONSTRAINT archived_range CHECK (archived IN (0, 1))
) STRICT
""",
        """
CREATE INDEX ix_chain_member_chain_id ON chain_member (chain_id)
""",
        """
CREATE INDEX ix_chain_member_persona_id ON chain_member (persona_id)
""",
    ),
    "persona": (
        """
CREATE TABLE persona (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    quote TEXT NOT NULL,
    priority INTEGER NOT NULL,
    photo TEXT NOT NULL,
    age_band TEXT NOT NULL,
    education TEXT NOT NULL,
    location TEXT NOT NULL,
    org_type TEXT NOT NULL,
    industry TEXT NOT NULL,
    department TEXT NOT NULL,
    seniority TEXT NOT NULL,
    company_size TEXT NOT NULL,
    drivers TEXT NOT NULL,
    info_sources TEXT NOT NULL,
    budget_min INTEGER,
    budget_max INTEGER,
    budget_cycle TEXT NOT NULL,
    influence INTEGER NOT NULL,
    authority TEXT NOT NULL,
    related_people TEXT NOT NULL,
    window_from TEXT,
    window_to TEXT,
    leading INTEGER DEFAULT '0' NOT NULL,
    negative INTEGER DEFAULT '0' NOT NULL,
    review_on TEXT,
    card_link TEXT DEFAULT '' NOT NULL,
    code TEXT NOT NULL,
    archived INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    notes TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE (code),
    CONSTRAINT priority_range CHECK (priority >= 1 AND priority <= 3),
    CONSTRAINT budget_min_range CHECK (budget_min >= 0),
    CONSTRAINT budget_max_range CHECK (budget_max >= 0),
    CONSTRAINT influence_range CHECK (influence >= 1 AND influence <= 5),
    CONSTRAINT leading_range CHECK (leading IN (0, 1)),
    CONSTRAINT negative_range CHECK (negative IN (0, 1)),
    CONSTRAINT archived_range CHECK (archived IN (0, 1))
) STRICT
""",
    ),
    "segment": (
        """
CREATE TABLE segment (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    account_class TEXT NOT NULL,
    role TEXT NOT NULL,
    org_types TEXT NOT NULL,
    industries TEXT NOT NULL,
    headcount_min INTEGER,
    headcount_max INTEGER,
    revenue_min INTEGER,
    revenue_max INTEGER,
    price_sensitivity INTEGER,
    chain_length INTEGER,
    decision_speed INTEGER,
    concerns TEXT NOT NULL,
    stage_set_id INTEGER,
    acv INTEGER,
    accounts INTEGER,
    revenue_share REAL,
    breadth TEXT NOT NULL,
    segment_exists TEXT NOT NULL,
    solves_need TEXT NOT NULL,
    code TEXT NOT NULL,
    archived INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    notes TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(stage_set_id) REFERENCES stage_set (id) ON DELETE RESTRICT,
    UNIQUE (code),
    CONSTRAINT headcount_min_range CHECK (headcount_min >= 0),
    CONSTRAINT headcount_max_range CHECK (headcount_max >= 0),
    CONSTRAINT revenue_min_range CHECK (revenue_min >= 0),
    CONSTRAINT revenue_max_range CHECK (revenue_max >= 0),
    CONSTRAINT price_sensitivity_range CHECK (price_sensitivity >= 1 AND price_sensitivity <= 5),
    CONSTRAINT chain_length_range CHECK (chain_length >= 1 AND chain_length <= 5),
    CONSTRAINT decision_speed_range CHECK (decision_speed >= 1 AND decision_speed <= 5),
    CONSTRAINT acv_range CHECK (acv >= 0),
    CONSTRAINT accounts_range CHECK (accounts >= 0),
    CONSTRAINT revenue_share_range CHECK (revenue_share >= 0 AND revenue_share <= 1),
    CONSTRAINT archived_range CHECK (archived IN (0, 1))
) STRICT
""",
        """
CREATE INDEX ix_segment_stage_set_id ON segment (stage_set_id)
""",
    ),
    "stage": (
        """
CREATE TABLE stage (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    stage_set_id INTEGER,
    decision INTEGER NOT NULL,
    target_emotional REAL,
    label_en TEXT NOT NULL,
    label_hans TEXT NOT NULL,
    label_hant TEXT NOT NULL,
    code TEXT NOT NULL,
    archived INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    notes TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(stage_set_id) REFERENCES stage_set (id) ON DELETE RESTRICT,
    UNIQUE (code),
    CONSTRAINT decision_range CHECK (decision IN (0, 1)),
    CONSTRAINT target_emotional_range CHECK (target_emotional >= 0 AND target_emotional <= 1),
    CONSTRAINT archived_range CHECK (archived IN (0, 1))
) STRICT
""",
        """
CREATE INDEX ix_stage_stage_set_id ON stage (stage_set_id)
""",
    ),
}
"""Tables with a new reference, or with a rule that went, in their new form."""

ADDED = ("ALTER TABLE placement ADD COLUMN series TEXT DEFAULT '' NOT NULL",)

VOCABULARIES = (
    "dimension",
    "measure",
    "finding_verdict",
    "key_event",
    "demand",
    "flow",
    "pitfall",
    "principle",
    "report",
    "pay_basis",
    "flow_trigger",
    "flow_action",
    "step_kind",
    "exp_element",
    "exp_metric",
    "handoff",
    "budget_cat",
    "verdict",
)


def upgrade() -> None:
    """Make what is new, bring over what was, and fill the vocabularies that came."""
    for statement in (*NEW, *ADDED):
        op.execute(statement)
    for table, statements in REBUILT.items():
        rebuild(table, statements)
    fill_vocabularies(VOCABULARIES)
