"""Role cards: laid out once in millimetres, painted alike on screen, into PDF and PNG, and on paper."""
