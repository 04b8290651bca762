float ratio;
