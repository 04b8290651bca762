int x = _Alignof(int);
