"""What can be asked of programmes, leaflets and surveys beyond their lists."""
