"""What faults are made of, in languages with and without spaces, cases and left-to-right script; and awkward signs."""

PIECES = [
    "O ministro", "falou", "ontem", "em Pequim", "sobre a cúpula", "de longo prazo", "R$ 4,5 bilhões", "38 pessoas",
    "não", "The minister", "spoke", "yesterday", "in Pequim", "about the the dome", "a long -term plan", "$ 44 billion",
    "83 people", "OTAN (NATO)", "século XXI", "AntĂłnio", "17,5%", "14h30", "Leave a Reply", "http://a.b/c?d=e",
    "北京", "三億", "مرحبا", "٣٤", "Киев", "ß", "İ", "ﬁ", "e\u0301\u0323", "👩\u200d👩\u200d👧", "\u202e", "\u200b",
    "\ufeff", "\ufffd", "\x00", "&amp;", "<b>", "{0}", "%s", "“", "”", '"', "'s", "(", ")", "[", "—", "-", ".", ",",
    "; It", "?", "!", "…", "\u00a0", "\t",
]  # fmt: skip
