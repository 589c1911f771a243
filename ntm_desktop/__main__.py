"""`python -m ntm_desktop`: the same as the installed command."""

from ntm_desktop.bootstrap import main

if __name__ == "__main__":
    raise SystemExit(main())
