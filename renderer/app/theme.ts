import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Kbd,
  Menu,
  Modal,
  NativeSelect,
  Notification,
  NumberInput,
  Popover,
  SegmentedControl,
  Slider,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';
import controls from './controls.module.css';

/** Mantine's parts in Inferdeck's measures; colours come from the tokens through `cssVariables`. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '16px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default' },
      classNames: { root: controls.button, section: controls.buttonSection },
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', size: 28 },
      classNames: { root: controls.icon },
    }),
    TextInput: TextInput.extend({ classNames: { input: controls.input, label: controls.label } }),
    Textarea: Textarea.extend({ classNames: { input: controls.input, label: controls.label } }),
    NumberInput: NumberInput.extend({ classNames: { input: controls.input, label: controls.label } }),
    NativeSelect: NativeSelect.extend({ classNames: { input: controls.input, label: controls.label } }),
    SegmentedControl: SegmentedControl.extend({
      defaultProps: { size: 'xs', withItemsBorders: false, transitionDuration: 120 },
      classNames: { root: controls.segments, indicator: controls.segment, label: controls.segmentLabel },
    }),
    Checkbox: Checkbox.extend({
      defaultProps: { size: '16px', radius: 'xs' },
      classNames: { input: controls.check },
    }),
    Switch: Switch.extend({
      defaultProps: { size: 'sm', withThumbIndicator: false },
      classNames: { track: controls.track, label: controls.switchLabel },
    }),
    Slider: Slider.extend({ defaultProps: { size: 4, thumbSize: 16, label: null } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 350, multiline: true, maw: 320, withArrow: false },
      classNames: { tooltip: controls.tooltip },
    }),
    Menu: Menu.extend({
      defaultProps: { shadow: 'none', position: 'bottom-end' },
      classNames: { dropdown: controls.float, item: controls.option, label: controls.menuLabel },
    }),
    Modal: Modal.extend({
      classNames: { title: controls.dialogTitle },
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        // The head of a dialog is not the head of the window.
        attributes: { header: { role: 'presentation' } },
      },
    }),
    Popover: Popover.extend({ classNames: { dropdown: controls.float } }),
    Notification: Notification.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } },
      classNames: {
        root: controls.notice,
        title: controls.noticeTitle,
        description: controls.noticeText,
        closeButton: controls.icon,
      },
    }),
    Kbd: Kbd.extend({ classNames: { root: controls.key } }),
  },
});

/** Points Mantine's variables at the tokens, the same in light and dark: the tokens themselves change. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--card)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-bright': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text2)',
    '--mantine-color-placeholder': 'var(--text3)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--unavailable)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-hover': 'color-mix(in srgb, var(--card), var(--text) 4.5%)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line2)',
    '--mantine-color-disabled': 'transparent',
    '--mantine-color-disabled-color': 'var(--text3)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-filled': 'var(--accentfill)',
    '--mantine-primary-color-filled-hover': 'var(--accentpress)',
    '--mantine-primary-color-contrast': '#ffffff',
    '--mantine-primary-color-light': 'var(--sel)',
    '--mantine-primary-color-light-hover': 'var(--sel)',
    '--mantine-primary-color-light-color': 'var(--accent)',
  },
  light: {},
  dark: {},
});
