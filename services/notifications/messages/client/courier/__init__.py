"""To the client of a courier job, who sends a parcel; also when nobody takes the job."""
