"""When own hardware is paid for: its cost a month against the cloud's at the measured traffic.

Formulas, all at one month of 30.4375 days (365.25 / 12), 730.5 hours:

- measured_days = days from the first record's to the last one's, both in; at least 1
- answers_month = answers of models (local, held, cloud) / measured_days * 30.4375
- mean = money of all attempts / answers of the cloud lane, from the audit
- cloud_month = answers_month * mean: as if the cloud had answered everything
- spent_month = money of all attempts / measured_days * 30.4375: what was really paid
- power_month = watts / 1000 * 730.5 * price_per_kwh: the draw, on average, around the clock
- own_month = hardware_price / (years * 12) + power_month
- months = hardware_price / (cloud_month - power_month); none where the cloud costs less than power
- months_of_spent = the same with spent_month in the place of cloud_month

Invariant: an estimate, and no number without its inputs. It assumes that local answers would have
been as long as the cloud's, and that the hardware carries the traffic: the audit says neither. Pure.
Deliberately elsewhere: the settings (`settings.CostsSettings`), where traffic comes from (`costs`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

DAYS_A_MONTH = 365.25 / 12
HOURS_A_MONTH = DAYS_A_MONTH * 24


@dataclass(frozen=True, slots=True)
class Hardware:
    """What own hardware costs: its price, years of use, average watts, money for a kWh."""

    price: float
    years: float
    watts: float
    kwh: float
    currency: str

    @property
    def power_month(self) -> float:
        """Money for its power in a month."""
        return self.watts / 1000 * HOURS_A_MONTH * self.kwh

    @property
    def month(self) -> float:
        """Money for itself and its power in a month."""
        return self.price / (self.years * 12) + self.power_month


@dataclass(frozen=True, slots=True)
class Traffic:
    """What was measured: days, answers of models, those of the cloud, and its money."""

    days: int
    answers: int
    cloud_answers: int
    cost: float
    currency: str


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Money for a month, and months until the hardware has paid for itself (None: never)."""

    measured_days: int
    answers_month: float
    cloud_month: float
    spent_month: float
    own_month: float
    power_month: float
    months: float | None
    months_of_spent: float | None
    currency: str

    def record(self) -> dict[str, object]:
        """For JSON, rounded."""
        fields = asdict(self)
        return {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in fields.items()
        }


def break_even(traffic: Traffic, hardware: Hardware) -> BreakEven | None:
    """None where the cloud answered nothing that has a price, or the currencies differ."""
    if not traffic.cloud_answers or not traffic.cost or traffic.currency != hardware.currency:
        return None
    scale = DAYS_A_MONTH / traffic.days
    cloud_month = traffic.answers * scale * traffic.cost / traffic.cloud_answers
    spent_month = traffic.cost * scale
    power = hardware.power_month
    return BreakEven(
        traffic.days,
        traffic.answers * scale,
        cloud_month,
        spent_month,
        hardware.month,
        power,
        _months(hardware.price, cloud_month - power),
        _months(hardware.price, spent_month - power),
        hardware.currency,
    )


def _months(price: float, saved: float) -> float | None:
    return price / saved if saved > 0 else None
