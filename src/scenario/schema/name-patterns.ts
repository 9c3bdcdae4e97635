/** What names may be. */

/** Names of servers, tiers, storages, agents, components. */
export const NAME_PATTERN = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;
/** Agents may begin with a digit, but a number alone is an index. */
export const AGENT_NAME_PATTERN = /^(?!\d+$)[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
