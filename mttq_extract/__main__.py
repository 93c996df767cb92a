"""`python -m mttq_extract` is `mttq`."""

from mttq_extract.cli import main

if __name__ == "__main__":
    main(prog_name="mttq")
