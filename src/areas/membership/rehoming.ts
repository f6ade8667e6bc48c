/** How an act of reorganisation reads and moves members; handed to `reorganise` of the area organisation. */
import type { MembersOfUnits } from '../organisation/contract.ts';
import { membersIn, rehomeStays } from './store.ts';

export const membersOfUnits: MembersOfUnits = { membersOf: membersIn, rehome: rehomeStays };
