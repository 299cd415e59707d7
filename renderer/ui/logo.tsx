/** Three layers, the top one blue: a model over its versions. */
export function Logo({ size }: { readonly size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path fill="var(--s5)" opacity="0.55" d="M16 17.5 28 23l-12 6L4 23z" />
      <path fill="var(--s5)" d="M16 11.5 28 17l-12 6-12-6z" />
      <path fill="#3f6be6" d="M16 3.5 28 10l-12 6.5L4 10z" />
    </svg>
  );
}
