"""Schema 3: results, and an index by which the calendar reads placements.

Statements are kept as they were when this schema was made; the classes of the program go on.
"""

from alembic import op

revision = "0003"
down_revision = "0002"

NEW = (
    """
CREATE TABLE result (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    date_from TEXT NOT NULL,
    date_to TEXT NOT NULL,
    channel_id INTEGER,
    placement_id INTEGER,
    segment_id INTEGER,
    impressions INTEGER,
    reach INTEGER,
    clicks INTEGER,
    sends INTEGER,
    opens INTEGER,
    visits INTEGER,
    leads INTEGER,
    mql INTEGER,
    sql INTEGER,
    opps INTEGER,
    deals INTEGER,
    revenue INTEGER,
    cost INTEGER,
    code TEXT NOT NULL,
    archived INTEGER NOT NULL,
    sort INTEGER NOT NULL,
    notes TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(channel_id) REFERENCES channel (id) ON DELETE RESTRICT,
    FOREIGN KEY(placement_id) REFERENCES placement (id) ON DELETE RESTRICT,
    FOREIGN KEY(segment_id) REFERENCES segment (id) ON DELETE RESTRICT,
    UNIQUE (code),
    CONSTRAINT impressions_range CHECK (impressions >= 0),
    CONSTRAINT reach_range CHECK (reach >= 0),
    CONSTRAINT clicks_range CHECK (clicks >= 0),
    CONSTRAINT sends_range CHECK (sends >= 0),
    CONSTRAINT opens_range CHECK (opens >= 0),
    CONSTRAINT visits_range CHECK (visits >= 0),
    CONSTRAINT leads_range CHECK (leads >= 0),
    CONSTRAINT mql_range CHECK (mql >= 0),
    CONSTRAINT sql_range CHECK (sql >= 0),
    CONSTRAINT opps_range CHECK (opps >= 0),
    CONSTRAINT deals_range CHECK (deals >= 0),
    CONSTRAINT revenue_range CHECK (revenue >= 0),
    CONSTRAINT cost_range CHECK (cost >= 0),
    CONSTRAINT archived_range CHECK (archived IN (0, 1))
) STRICT
""",
    "CREATE INDEX ix_result_channel_id ON result (channel_id)",
    "CREATE INDEX ix_result_placement_id ON result (placement_id)",
    "CREATE INDEX ix_result_segment_id ON result (segment_id)",
    """
CREATE INDEX placement_days ON placement (date_from, date_to, status, archived, channel_id, content_id, cost)
""",
)


def upgrade() -> None:
    """Make what is new; what there was stays as it is."""
    for statement in NEW:
        op.execute(statement)
