#warning check this
float x;
