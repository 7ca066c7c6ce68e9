"""The room of personas: a gallery to pick from, an editor by information groups, versions side by side, merging."""
