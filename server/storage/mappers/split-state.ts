/** The two columns of a state: its word, by which rows are found, and the facts that hold in it alone. */
export function splitState<Variant extends { readonly state: string }>(
  variant: Variant,
): { state: Variant['state']; stateFacts: Record<string, unknown> } {
  const { state, ...stateFacts } = variant;
  return { state, stateFacts };
}
