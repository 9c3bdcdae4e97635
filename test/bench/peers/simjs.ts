/** npm simjs. It exports nothing: it hangs itself on `window`, so there has to be one. */

export interface SimJsRequest {
  done(callback: () => void): SimJsRequest;
}

export interface SimJsEntity {
  time(): number;
  setTimer(seconds: number): SimJsRequest;
  useFacility(facility: SimJsFacility, seconds: number): SimJsRequest;
}

export type SimJsFacility = object;

export interface SimJsSimulation {
  addEntity(entity: new () => SimJsEntity): SimJsEntity;
  simulate(endTime: number, maxEvents?: number): boolean;
}

export interface SimJs {
  readonly Sim: new () => SimJsSimulation;
  readonly Entity: new () => SimJsEntity;
  readonly Facility: new (name: string) => SimJsFacility;
}

const page: { Sim?: SimJs } = {};
Object.assign(globalThis, { window: page });
const packageName: string = "simjs";
await import(packageName);

export const simJs: SimJs = page.Sim!;
