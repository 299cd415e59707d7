import { strict } from './strict.ts';

type Template = Electron.MenuItemConstructorOptions;

class StandInMenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly accelerator: string | undefined;
  readonly enabled: boolean;
  readonly submenu: StandInMenu | null;
  private readonly onClick: Template['click'];

  constructor({ id, label, role, accelerator, enabled = true, submenu, click }: Template) {
    this.id = id;
    this.label = label ?? role ?? '';
    this.role = role;
    this.accelerator = typeof accelerator === 'string' ? accelerator : undefined;
    this.enabled = enabled;
    this.submenu = Array.isArray(submenu) ? StandInMenu.buildFromTemplate(submenu) : null;
    this.onClick = click;
  }

  click(): void {
    (this.onClick as (() => void) | undefined)?.();
  }
}

export class StandInMenu {
  private static application: StandInMenu | null = null;
  readonly items: readonly StandInMenuItem[];

  constructor(items: readonly StandInMenuItem[]) {
    this.items = items;
  }

  static buildFromTemplate(template: readonly Template[]): StandInMenu {
    return strict('Menu', new StandInMenu(template.map((item) => new StandInMenuItem(item))));
  }

  static setApplicationMenu(menu: StandInMenu | null): void {
    StandInMenu.application = menu;
  }

  static getApplicationMenu(): StandInMenu | null {
    return StandInMenu.application;
  }

  getMenuItemById(id: string): StandInMenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found !== null) return found;
    }
    return null;
  }
}
