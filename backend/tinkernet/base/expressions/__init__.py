"""Expressions as people type them, on a whitelist: text to a tree, a tree to numbers. Nothing is executed.

    condition = both { "or" both }                      also | || ∨
    both      = negated { "and" negated }               also & && ∧
    negated   = "not" negated | relation                also ¬
    relation  = sum { ("<" | ">" | "<=" | ">=") sum }   also ≤ ≥; a chain holds where each of its parts does
    sum       = term { ("+" | "-") term }
    term      = unary { ("*" | "/") unary | power }     a factor that follows directly: 1/2x is (1/2)x
    unary     = ("-" | "+") unary | power
    power     = atom [ ("^" | "**") unary ]             the exponent is a constant from -8 to 8
    atom      = number | name | function "(" sum ")" | "(" condition ")"
    number    = digits [ ("." | ",") digits ] [ "e" [ sign ] digits ]

No function takes two arguments, so a comma is a decimal comma. A number may not follow a number directly, so
that `10 000` is refused. The first four lines are there on request alone.
`frontend/js/lib/expressions` reads the same language; one file of trees and errors holds both to it.
"""
