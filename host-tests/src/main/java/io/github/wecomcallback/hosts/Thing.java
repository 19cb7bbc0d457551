// SPDX-License-Identifier: Apache-2.0
package io.github.wecomcallback.hosts;

import jakarta.xml.bind.annotation.XmlRootElement;

/** What endpoints take and give. Where there is no JAXB, the JVM passes its annotation by. */
@XmlRootElement
class Thing {

    private String name = "thing";
    private int size = 7;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public int getSize() {
        return size;
    }

    public void setSize(int size) {
        this.size = size;
    }
}
