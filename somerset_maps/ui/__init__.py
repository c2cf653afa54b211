"""What people see: the Streamlit pages' parts, and the only place where Streamlit is imported."""
