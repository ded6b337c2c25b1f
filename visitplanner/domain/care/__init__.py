"""What the office does for its customers besides visits: programmes, leaflets, seminars, energy audits, surveys, improvements."""
