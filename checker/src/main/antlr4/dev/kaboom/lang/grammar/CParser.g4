/**
 * Kernel C after preprocessing, and litmus tests. The token pass has already told names of types
 * (TypedefName) from other identifiers, so that two tokens decide nearly everywhere. Where the
 * grammar takes more than the language has, the tree builder says what is wrong.
 */
parser grammar CParser;

options {
  tokenVocab = CLexer;
}

/** One declaration at top level; its caller loops up to the end of the file. */
externalDeclaration
  : Extension* specifiers
    ( initDeclarator (block | (Comma initDeclarator)* Semicolon) | Semicolon )            # declared
  | staticAssert Semicolon                                                              # checked
  | word=Identifier (LeftParen arguments? RightParen (block | Semicolon | ) | block)    # special
  | asm Semicolon?                                                                      # topLevelAsm
  | Semicolon                                                                           # nothing
  ;

staticAssert: StaticAssert LeftParen condition=assignment (Comma StringLiteral+)? RightParen;

/** Tokens that begin no statement; taken alone so that the rest of the block is parsed. */
stray
  : RightParen | RightBracket | Else | Colon | Comma | Assign | Less | Greater | Slash | Percent
  | OrOr | Or | Caret | Question | Dot | Arrow | Ellipsis | Unknown | EqualEqual | NotEqual
  | LessEqual | GreaterEqual | ShiftLeft | ShiftRight | Conjunction | Disjunction | Implies
  | StarAssign | SlashAssign | PercentAssign | PlusAssign | MinusAssign | ShiftLeftAssign
  | ShiftRightAssign | AndAssign | CaretAssign | OrAssign
  ;

// Declarations

declaration
  : Extension* specifiers (initDeclarator (Comma initDeclarator)*)? Semicolon
  | staticAssert Semicolon
  ;

specifiers
  : modifier* (
      TypedefName modifier*
      | basicType (basicType | modifier)*
      | aggregate modifier*
      | enumeration modifier*
      | Typeof LeftParen (typeName | expression) RightParen modifier*
      | AutoType modifier*
    )
  ;

modifier
  : Typedef | Extern | Static | Auto | Register | Inline | Const | Volatile | Restrict | PerCpu
  | NoReturn | ThreadLocal | AtomicType | Packed | attribute
  ;

attribute
  : Attribute LeftParen LeftParen balanced* RightParen RightParen
  | KernelAttribute
  | KernelAttributeCall LeftParen balanced* RightParen
  ;

balanced: LeftParen balanced* RightParen | ~(LeftParen | RightParen);

basicType: Void | Bool | Char | Short | Int | Long | Signed | Unsigned | Float | Int128;

aggregate
  : (Struct | Union) attributes tagName? LeftBrace member* RightBrace
  | (Struct | Union) attributes tagName
  ;

attributes: (attribute | Packed)*;

tagName: Identifier | TypedefName;

member
  : Extension* specifiers (memberDeclarator (Comma memberDeclarator)*)? attributes Semicolon
  | staticAssert Semicolon
  | Semicolon
  ;

memberDeclarator: declarator attributes (Colon assignment)? | Colon assignment;

enumeration
  : Enum attributes tagName? LeftBrace (enumerator (Comma enumerator)* Comma?)? RightBrace
  | Enum attributes tagName
  ;

enumerator: tagName attributes (Assign assignment)?;

initDeclarator: declarator (asm | attributes) (Assign initializer)?;

declarator: pointer+ directDeclarator? | directDeclarator;

pointer: Star modifier*;

directDeclarator
  : (tagName | LeftParen modifier* declarator RightParen) declaratorSuffix*
  | declaratorSuffix+
  ;

declaratorSuffix
  : LeftBracket (Static | Const | Volatile | Restrict)* size=assignment? RightBracket  # arraySuffix
  | LeftParen (parameter (Comma parameter)* (Comma Ellipsis)?)? RightParen             # functionSuffix
  ;

parameter: specifiers declarator? attributes;

typeName: specifiers declarator?;

initializer: assignment | braces;

braces: LeftBrace (initializerItem (Comma initializerItem)* Comma?)? RightBrace;

initializerItem: (designator+ Assign | tagName Colon)? initializer;

designator
  : Dot tagName
  | LeftBracket first=assignment (Ellipsis last=assignment)? RightBracket
  ;

// Statements

block: LeftBrace blockItem* RightBrace;

blockItem: declaration | statement | stray;

statement
  : block                                                                         # blockStatement
  | word=Identifier block                                                         # wordBlock
  | label+ statement?                                                             # labelled
  | If LeftParen expression RightParen then=statement (Else otherwise=statement)? # ifStatement
  | While LeftParen expression RightParen statement                               # whileStatement
  | Do statement While LeftParen expression RightParen Semicolon                  # doStatement
  | For LeftParen (declaration | init=expression? Semicolon) condition=expression? Semicolon
    step=expression? RightParen statement                                         # forStatement
  | Switch LeftParen expression RightParen statement                              # switchStatement
  | Goto (Identifier | Star expression) Semicolon                                 # gotoStatement
  | Break Semicolon                                                               # breakStatement
  | Continue Semicolon                                                            # continueStatement
  | Return expression? Semicolon                                                  # returnStatement
  | asm Semicolon                                                                 # asmStatement
  | attribute Semicolon                                                           # attributeStatement
  | expression? Semicolon                                                         # expressionStatement
  ;

label
  : Identifier Colon attribute*
  | Case first=assignment (Ellipsis last=assignment)? Colon
  | Default Colon
  ;

asm: Asm (Volatile | Goto | Inline)* LeftParen balanced* RightParen;

// Expressions

expression: assignment (Comma assignment)*;

/** What stands between commas. */
assignment
  : Identifier                                                          # name
  | (IntegerConstant | CharConstant | FloatConstant)                    # constant
  | StringLiteral+                                                      # string
  | LeftParen expression RightParen                                     # parenthesised
  | LeftParen block RightParen                                          # statementExpression
  | Generic LeftParen balanced* RightParen                              # generic
  | Offsetof LeftParen typeName Comma tagName memberStep* RightParen    # offset
  | TypesCompatible LeftParen left=typeName Comma right=typeName RightParen # compatible
  | LeftParen typeName RightParen braces                                # compoundLiteral
  | assignment LeftBracket expression RightBracket                      # index
  | assignment LeftParen arguments? RightParen                          # call
  | assignment operator=(Dot | Arrow) tagName                           # memberAccess
  | assignment operator=(PlusPlus | MinusMinus)                         # postfix
  | operator=(Sizeof | Alignof) LeftParen typeName RightParen           # sizeOfType
  | operator=(PlusPlus | MinusMinus | Plus | Minus | Tilde | Bang | Star | And | AndAnd | Sizeof
    | Alignof | Extension) assignment                                   # prefix
  | LeftParen typeName RightParen assignment                            # cast
  | assignment operator=(Star | Slash | Percent) assignment             # binary
  | assignment operator=(Plus | Minus) assignment                       # binary
  | assignment operator=(ShiftLeft | ShiftRight) assignment             # binary
  | assignment operator=(Less | Greater | LessEqual | GreaterEqual) assignment # binary
  | assignment operator=(EqualEqual | NotEqual) assignment              # binary
  | assignment operator=And assignment                                  # binary
  | assignment operator=Caret assignment                                # binary
  | assignment operator=Or assignment                                   # binary
  | assignment operator=AndAnd assignment                               # binary
  | assignment operator=OrOr assignment                                 # binary
  | <assoc=right> condition=assignment Question then=expression? Colon otherwise=assignment # choice
  | <assoc=right> target=assignment operator=(Assign | StarAssign | SlashAssign | PercentAssign
    | PlusAssign | MinusAssign | ShiftLeftAssign | ShiftRightAssign | AndAssign | CaretAssign
    | OrAssign) source=assignment                                       # assign
  ;

memberStep: Dot tagName | LeftBracket assignment RightBracket;

arguments: argument (Comma argument)*;

argument: assignment | typeName;

// Litmus tests, from the opening brace of the initial state

litmus
  : LeftBrace initEntry? (Semicolon initEntry?)* RightBrace routine* (locations | filter)*
    (finalCondition Semicolon?)? EOF
  ;

initEntry: specifiers? initTarget (Assign initializer)?;

initTarget
  : pointer* ((thread=(IntegerConstant | Identifier) Colon)? tagName declaratorSuffix*
  | LeftBracket tagName RightBracket)
  ;

routine: word=Identifier LeftParen (parameter (Comma parameter)*)? RightParen block;

locations: Locations LeftBracket (location (Semicolon location?)*)? RightBracket;

location: term (specifiers? Star*);

filter: Filter proposition;

finalCondition: quantifier proposition;

quantifier: Exists | Forall | Final | (Tilde | Not) Exists;

proposition
  : LeftParen proposition RightParen                  # nested
  | (True | False)                                    # truth
  | term relation value                               # equation
  | (Tilde | Not) proposition                         # negation
  | <assoc=right> proposition Implies proposition     # implication
  | proposition Conjunction proposition               # conjunction
  | proposition Disjunction proposition               # disjunction
  ;

relation: Assign | EqualEqual | NotEqual | Less Greater;

term
  : thread=(IntegerConstant | Identifier) Colon tagName  # register
  | tagName (LeftBracket IntegerConstant RightBracket)?  # variable
  | LeftBracket term RightBracket                        # bracketed
  | Star tagName                                         # contents
  ;

value
  : Minus? IntegerConstant                               # number
  | And? tagName                                         # symbol
  | thread=(IntegerConstant | Identifier) Colon tagName  # registerValue
  | LeftBracket term RightBracket                        # bracketedValue
  | Star tagName                                         # contentsValue
  ;
