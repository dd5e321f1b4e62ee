"""How catalogs find records: by a name, by what their fields hold, by words in them.

Names, values and words come in; records that fit go out. Start reading with `names`.
"""
