"""Another way to say whether linear conditions hold together: by the corners of their polytope."""

from fractions import Fraction
from itertools import combinations

from rsindicators.inequalities import Condition

F = Fraction


def sums(*factors, constant=0, relation="<="):
    """Factors of the unknowns 0, 1, … and a constant, at most zero, or as said."""
    told = {(): F(constant)} | {(number,): F(factor) for number, factor in enumerate(factors)}
    return Condition(told, relation)


def value(condition, point):
    total = F(0)
    for unknowns, factor in condition.polynomial.items():
        size = factor
        for one in unknowns:
            size *= point[one]
        total += size
    return total


def keeps(condition, point):
    size = value(condition, point)
    return {"<=": size <= 0, "<": size < 0, "=": size == 0}[condition.relation]


def solution(rows, size):
    """The point where `size` sums are zero, by elimination; None where there is no single one."""
    table = [
        [F(row.polynomial.get((one,), 0)) for one in range(size)] + [-row.polynomial[()]] for row in rows
    ]
    for one in range(size):
        best = next((row for row in range(one, size) if table[row][one]), None)
        if best is None:
            return None
        table[one], table[best] = table[best], table[one]
        table[one] = [entry / table[one][one] for entry in table[one]]
        for row in range(size):
            if row != one:
                by = table[row][one]
                table[row] = [entry - by * other for entry, other in zip(table[row], table[one], strict=True)]
    return [row[-1] for row in table]


def has_point(conditions, box):
    """Whether linear conditions hold somewhere in a bounded box.

    Where they hold with their edges, the mean of all corners lies inside every side that some point is inside
    of; so what leaves its edge out holds at that mean, if it holds anywhere.
    """
    size = len(box)
    sides = []
    for number, values in enumerate(box):
        unit = [int(number == one) for one in range(size)]
        sides.append(sums(*(-one for one in unit), constant=F(values.lo)))
        sides.append(sums(*unit, constant=-F(values.hi)))
    closed = [Condition(one.polynomial, "=" if one.relation == "=" else "<=") for one in conditions] + sides
    points = [point for rows in combinations(closed, size) if (point := solution(rows, size)) is not None]
    corners = [point for point in points if all(keeps(one, point) for one in closed)]
    if not corners:
        return False
    mean = [sum(entries, F(0)) / len(corners) for entries in zip(*corners, strict=True)]
    return all(keeps(one, mean) for one in conditions)
