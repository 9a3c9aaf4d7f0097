"""The demo region: invented people in Region Stockholm, made from a seed and relative to today.

It is an event file, made in memory and read by the importer, so that nothing in it is what a file or a page could
not make; then what no event tells is added: addresses, listing, people who log in.
"""
