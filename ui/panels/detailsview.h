#pragma once

#include "core/resource/resource.h"
#include "ui/models/place.h"
#include "ui/widgets/windowservices.h"

#include <QtWidgets/QWidget>

#include <vector>

namespace inia::ui {

// What is selected, for the details to tell.
struct Selection {
    Place place;                     // where it is; of a bucket or a prefix, itself
    std::vector<Resource> resources; // none: the place is what is told
    QString iconName;                // of its row; may be empty
    Value known;                     // what its row tells of it, under the names of the API; may be null
};

// A panel of the details: what is known of one kind of selection. Asks nothing while it is hidden.
class DetailsView : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DetailsView)

public:
    // The services outlive the view.
    explicit DetailsView(WindowServices& services, QWidget* parent = nullptr)
        : QWidget(parent), m_services(services)
    {
    }

    // Showing what is shown already changes nothing.
    virtual void showSelection(const Selection& selection) = 0;
    virtual void clear() = 0;
    // Asks again for what failed for want of a person who signs in.
    virtual void goOn() {}

protected:
    [[nodiscard]] WindowServices& services() const { return m_services; }

private:
    WindowServices& m_services;
};

} // namespace inia::ui
