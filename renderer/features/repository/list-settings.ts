import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type SortOrder = 'name' | 'size' | 'last-request';

interface ListSettings {
  readonly search: string;
  readonly sort: SortOrder;
}

/** How the list was last looked at; it is so again after a restart. */
export const useListSettings = create<ListSettings>()(
  persist((): ListSettings => ({ search: '', sort: 'name' }), { name: 'inferdeck.list' }),
);
