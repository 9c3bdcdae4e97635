/** @returns where redis-server is; undefined: nowhere that is known */
export function findRedis(): string | undefined;
/** @returns where openssl is; undefined: nowhere that is known */
export function findOpenssl(): string | undefined;
