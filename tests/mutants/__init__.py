"""How much the tests notice: small faults are put into the program one at a time, and something must turn red.

`python dev.py mutants [ROOM …] [--seed N] [--sample N]`. Why not mutmut or cosmic-ray: mutmut draws no sample, knows no rooms,
changes function bodies alone (a price list or a table of steps is none) and neither forces a condition nor deletes a refusal;
cosmic-ray changes the file on the disk and has no map from lines to tests, so every fault costs the whole suite. Here a fault
lives in the memory of one forked process: the tree is never written to.
"""
