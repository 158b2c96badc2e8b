/** Stories with real processes: the fat jars, killed and restarted under load. */
package io.binstore.system;
