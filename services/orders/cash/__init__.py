"""Cash that drivers hold for others, from the job that declares it to the bank.

Only `cash_to_collect` is in custody: what the goods cost and, for an order, its total. A courier's
own fare is settled with the driver by billing.
"""
