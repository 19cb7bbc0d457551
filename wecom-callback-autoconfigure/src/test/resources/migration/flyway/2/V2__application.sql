create table application_2 (id int);
