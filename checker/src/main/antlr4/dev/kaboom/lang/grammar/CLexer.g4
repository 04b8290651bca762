/**
 * The words of C, of GNU C as far as the kernel writes it, and of the parts of a litmus test that
 * are not C. Preprocessing has been done, or there is none.
 */
lexer grammar CLexer;

// Never matched by a rule: identifiers that the token pass has found to be something else.
tokens {
  TypedefName,
  Exists,
  Forall,
  Final,
  Filter,
  Locations,
  Not,
  True,
  False
}

Auto: 'auto';
AutoType: '__auto_type';
Bool: '_Bool';
Break: 'break';
Case: 'case';
Char: 'char';
Const: 'const' | '__const' | '__const__';
Continue: 'continue';
Default: 'default';
Do: 'do';
Else: 'else';
Enum: 'enum';
Extern: 'extern';
Float: 'float' | 'double' | '_Float16' | '__float128' | '_Complex' | '__complex__';
For: 'for';
Goto: 'goto';
If: 'if';
Inline: 'inline' | '__inline' | '__inline__' | '__always_inline' | 'noinline' | '__always_inline__';
Int: 'int';
Int128: '__int128' | '__int128_t' | '__uint128_t';
Long: 'long';
Register: 'register';
Restrict: 'restrict' | '__restrict' | '__restrict__';
Return: 'return';
Short: 'short';
Signed: 'signed' | '__signed' | '__signed__';
Sizeof: 'sizeof';
Alignof: '_Alignof' | '__alignof' | '__alignof__';
Static: 'static';
StaticAssert: '_Static_assert' | 'static_assert';
Struct: 'struct';
Switch: 'switch';
ThreadLocal: '_Thread_local' | '__thread';
Typedef: 'typedef';
Typeof: 'typeof' | '__typeof' | '__typeof__' | 'typeof_unqual';
Union: 'union';
Unsigned: 'unsigned';
Void: 'void';
Volatile: 'volatile' | '__volatile' | '__volatile__';
While: 'while';

Extension: '__extension__';
Asm: 'asm' | '__asm' | '__asm__';
AtomicType: '_Atomic';
Generic: '_Generic';
Offsetof: '__builtin_offsetof';
TypesCompatible: '__builtin_types_compatible_p';
PerCpu: '__percpu';
NoReturn: '_Noreturn' | '__noreturn';
Attribute: '__attribute__' | '__attribute';
Packed: '__packed';

/** What the kernel writes beside declarations and what has no meaning here. */
KernelAttribute
  : '__user' | '__kernel' | '__iomem' | '__rcu' | '__force' | '__bitwise' | '__nocast'
  | '__init' | '__exit' | '__initdata' | '__initconst' | '__exitdata' | '__ref' | '__refdata'
  | '__read_mostly' | '__ro_after_init' | '__weak' | '__visible' | '__cold' | '__hot' | '__used'
  | '__unused' | '__maybe_unused' | '__always_unused' | '__must_check' | '__pure'
  | '__attribute_const__' | '__malloc' | '__cacheline_aligned' | '____cacheline_aligned'
  | '____cacheline_aligned_in_smp' | '__cacheline_aligned_in_smp' | '____cacheline_internodealigned_in_smp'
  | '__page_aligned_data' | '__page_aligned_bss' | '__randomize_layout' | '__designated_init'
  | '__no_kcsan' | '__no_kasan' | '__no_sanitize_address' | '__no_kasan_or_inline'
  | '__no_kcsan_or_inline' | '__no_instrument_function' | '__latent_entropy' | '__cpuidle'
  | '__sched' | '__lockfunc' | '__kprobes' | '__net_init' | '__meminit' | '__cpuinit' | '__deprecated'
  | 'asmlinkage' | 'notrace' | 'noinstr' | '__flatten' | '__section_init' | '__private'
  ;

/** The same with arguments in parentheses. */
KernelAttributeCall
  : '__aligned' | '_Alignas' | '__section' | '__printf' | '__scanf' | '__acquires' | '__releases'
  | '__must_hold' | '__cond_acquires' | '__counted_by' | '__alloc_size' | '__assume_aligned'
  | '__no_sanitize' | '__guarded_by' | '__acquires_shared' | '__releases_shared'
  ;

Identifier: [a-zA-Z_] [a-zA-Z_0-9]*;

FloatConstant
  : ([0-9]+ '.' [0-9]* | '.' [0-9]+) ([eE] [+-]? [0-9]+)? [fFlL]*
  | [0-9]+ [eE] [+-]? [0-9]+ [fFlL]*
  | '0' [xX] [0-9a-fA-F]* ('.' [0-9a-fA-F]*)? [pP] [+-]? [0-9]+ [fFlL]*
  ;

/** Any word that begins with a digit; whether it is a number is decided later. */
IntegerConstant: [0-9] [a-zA-Z_0-9]*;

CharConstant: [LuU]? '\'' ('\\' . | ~['\\\r\n])* '\'';

StringLiteral: ('L' | 'u8' | 'u' | 'U')? '"' ('\\' . | ~["\\\r\n])* '"';

LeftParen: '(';
RightParen: ')';
LeftBracket: '[';
RightBracket: ']';
LeftBrace: '{';
RightBrace: '}';

LessEqual: '<=';
GreaterEqual: '>=';
EqualEqual: '==';
NotEqual: '!=';
ShiftLeft: '<<';
ShiftRight: '>>';
Less: '<';
Greater: '>';
PlusPlus: '++';
MinusMinus: '--';
Plus: '+';
Minus: '-';
Star: '*';
Slash: '/';
Percent: '%';
AndAnd: '&&';
OrOr: '||';
And: '&';
Or: '|';
Caret: '^';
Bang: '!';
Tilde: '~';
Question: '?';
Colon: ':';
Semicolon: ';';
Comma: ',';
Assign: '=';
StarAssign: '*=';
SlashAssign: '/=';
PercentAssign: '%=';
PlusAssign: '+=';
MinusAssign: '-=';
ShiftLeftAssign: '<<=';
ShiftRightAssign: '>>=';
AndAssign: '&=';
CaretAssign: '^=';
OrAssign: '|=';
Arrow: '->';
Dot: '.';
Ellipsis: '...';

/** Conjunction, disjunction and implication in the condition of a litmus test. */
Conjunction: '/\\';
Disjunction: '\\/';
Implies: '=>';

BlockComment: '/*' .*? '*/' -> skip;
LineComment: '//' ~[\r\n]* -> skip;
WhiteSpace: [ \t\r\n\u000B\f]+ -> skip;

/** A character that begins nothing. */
Unknown: .;
