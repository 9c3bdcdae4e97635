/** The ledger, added up again from its numbers: the page does not take a file's word for it. */
import type { LedgerFinding } from "../../src/analysis/findings.js";

export interface LedgerCheck {
  /** Also false where the run itself says that its books are not in order. */
  readonly balances: boolean;
  /** [events] generated, and not accounted for; negative: accounted for, and never generated. */
  readonly missing: number;
}

export function checkLedger(ledger: LedgerFinding): LedgerCheck {
  const { generated, delivered, held, waiting, dropped, lost } = ledger;
  const missing = generated - (delivered + held + waiting + dropped + lost);
  return { balances: missing === 0 && ledger.balances, missing };
}
