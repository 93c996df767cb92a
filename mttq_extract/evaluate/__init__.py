"""Gold reading, matching, scores and error report: section 4 of the annotation guideline, in code."""
