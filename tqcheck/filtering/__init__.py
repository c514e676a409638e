"""Cleaning bitexts of any size: pairs in, kept pairs, dropped pairs with reasons and a summary out.

`inputs` reads records and knows where each begins, `outputs` writes and can be cut back, `verdict` decides, `run` leads
and writes down how far it is, so that a run that was killed goes on where it stopped.
"""
